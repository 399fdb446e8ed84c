import { Logo } from '../../components/shell/logo.tsx';
import { dashboardConfig } from '../../data/dashboard-config.ts';
import classes from './login.module.css';
import { LoginForm } from './login-form.tsx';

export function Page() {
  const { brandName, titleName, description, showLoginBanner, showLoginFooter, lockedReason, packageVersion } =
    dashboardConfig;
  return (
    <main className={classes['page']}>
      <div className={classes['panel']}>
        {showLoginBanner && (
          <div className={classes['banner']}>
            <Logo size={40} />
            <div>
              <h1 className={classes['brand']}>{brandName || titleName}</h1>
              {description !== '' && <p className={classes['quiet']}>{description}</p>}
            </div>
          </div>
        )}
        {!showLoginBanner && <h1 className="visually-hidden">{titleName}</h1>}
        {lockedReason === null ? <LoginForm /> : <Locked reason={lockedReason} />}
      </div>
      {showLoginFooter && (
        <footer className={classes['footer']}>{`node-monitoring-dashboard ${packageVersion}`.trim()}</footer>
      )}
    </main>
  );
}

function Locked({ reason }: { readonly reason: string }) {
  return (
    <div className={classes['notice']} role="alert">
      <strong>Nobody can log in</strong>
      <p>{reason}</p>
    </div>
  );
}
